"""Meta's mails: brought from a file or from the person's mailbox, read, and filed."""
