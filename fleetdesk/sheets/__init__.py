"""Tables in files: CSV and XLSX read as text whoever made them, and written so that nothing in them runs."""
