"""Session times: who could come by themselves at which times, on which days, at which venues."""
