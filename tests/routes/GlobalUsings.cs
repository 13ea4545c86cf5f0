// The saga's state and a FHIR-named record of the model have the same name; here it is always the saga's.
global using EncounterState = Hub.Routes.Settlement.EncounterState;
