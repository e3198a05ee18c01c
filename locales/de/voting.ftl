voting-wrong = Eine Stimme ist -1, 0 oder 1.
