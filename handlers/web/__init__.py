"""The door of our own pages: for now the try-it console. Public pages and forms come here too."""
