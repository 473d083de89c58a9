"""The roof: command line, settings, wiring, web application, database, engine, logs and metrics."""
