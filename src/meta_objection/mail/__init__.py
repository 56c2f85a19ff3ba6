"""Meta's answer by mail: what a mail says, who can be shown to have sent it, and which objection it belongs to.

Nothing here opens a link or loads a picture. A mail decides something only where its sender is one that may decide,
its signature shows it to be that sender's, it went to the address of an objection, and after that was sent.
"""
