"""What a user can ask for. The only place where stages meet: it orders them and never decides."""
