"""What each verb of the command line does; the command line itself only reads settings."""
