"""Who may do what: keys and the apps they open, their scopes, and clients on this machine."""
