"""The small languages: cron, conditions and templates."""
