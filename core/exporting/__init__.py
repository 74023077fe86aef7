"""What a result is exported as: the kinds of output, their files' names, what they hold, and writing them."""
