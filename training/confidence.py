"""What a confidence is computed from; the names of decode.py's evidence."""

EVIDENCE = ("cue", "content", "content opens", "length", "source", "has source", "pieces")

# Until calibrate.py has run: how likely the cue is.
UNFITTED = {"bias": 0.0, "weights": [1.0] + [0.0] * (len(EVIDENCE) - 1), "threshold": 0.5}
