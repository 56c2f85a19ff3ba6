"""How each language says that an objection arrived, and what may stand around it: one TOML file each."""
