"""Every file that is kept, damaged at random: FleetDesk starts, says what it lost, and loses nothing else."""
