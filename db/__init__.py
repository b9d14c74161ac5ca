"""Where the books are kept: SQLAlchemy Core inside, plain values outside."""
