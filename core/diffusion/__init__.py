"""Diffusion as pure functions: the schedule, the levels visited, and DDIM's step in both directions."""

from core.diffusion.ddim import ddim_step, perturb, predict_x0
from core.diffusion.noise import NoiseMap
from core.diffusion.schedule import LEVELS, linear_alpha_bar, timesteps

__all__ = ["LEVELS", "NoiseMap", "ddim_step", "linear_alpha_bar", "perturb", "predict_x0", "timesteps"]
