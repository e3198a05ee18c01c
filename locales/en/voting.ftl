voting-wrong = A vote is -1, 0 or 1.
