"""Questions with expected answers; figures, baseline, gate, report. Drives the public ``Assistant`` only."""
