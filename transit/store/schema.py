"""All tables together, in an order in which none points at a later one."""

from transit.store.audit_table import AuditTable
from transit.store.base import Base
from transit.store.directory_tables import OpportunityTable
from transit.store.people_tables import PersonTable
from transit.store.plan_tables import PlanTable
from transit.store.ride_tables import RideNeedTable
from transit.store.scenario_tables import ScenarioTable
from transit.store.survey_tables import ObservationTable
from transit.store.training_tables import CourseTable
from transit.store.verdict_tables import VerdictTable
from transit.store.watched_tables import PlanWatchTable

metadata = Base.metadata
"""Every table."""

__all__ = [
    "AuditTable",
    "CourseTable",
    "ObservationTable",
    "OpportunityTable",
    "PersonTable",
    "PlanTable",
    "PlanWatchTable",
    "RideNeedTable",
    "ScenarioTable",
    "VerdictTable",
    "metadata",
]
