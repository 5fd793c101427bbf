"""Later work, in parts; each registers its handlers when it is imported here."""
