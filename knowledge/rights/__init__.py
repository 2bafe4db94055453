"""What members may ask of what is stored about them: to see it, to take it along, to have it erased."""
