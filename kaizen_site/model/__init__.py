"""What is known: frozen values over the standard library, without input or output and without a clock."""
