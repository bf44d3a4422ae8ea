"""`python -m kaizen_site` is the command `kaizen-agentic`."""

from kaizen_site.cli import main

if __name__ == "__main__":
    main()
