"""Measures what the product promises about speed and size: python -m benchmarks (docs/speed.md)."""
