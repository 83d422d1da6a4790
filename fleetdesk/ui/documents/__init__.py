"""The documents of tasks: table, upload queue, previews and dossiers."""
