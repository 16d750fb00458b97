"""State and its rules: what the server keeps, in SQLite. Nothing here sees an HTTP request.

``database`` opens the file and gives out transactions; each other module holds the rows of one
resource, as functions whose first argument is the connection of a running transaction.
"""
