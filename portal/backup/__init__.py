"""Backup and restore: database first, then files, then a check; nothing is overwritten."""

from portal.backup.archives import BackupTrouble
from portal.backup.making import Made, back_up
from portal.backup.restoring import Restored, restore

__all__ = ["BackupTrouble", "Made", "Restored", "back_up", "restore"]
