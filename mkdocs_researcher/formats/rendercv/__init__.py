"""RenderCV: reading and writing."""
