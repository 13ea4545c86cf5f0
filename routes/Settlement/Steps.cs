using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Settlement;

/// <summary>The steps of an encounter that book no money: checked, relayed to the core, learnt from its yes.</summary>
internal static class Steps
{
    public static void CancelRegistration(EncounterStep step, CancelRegistration command)
    {
        if (LiveSettlement(step) is { } live)
        {
            step.Refuse(SettlementErrorCodes.LiveSettlement, live);
            return;
        }

        step.Begin(OperationKind.CancelRegistration, command);
    }

    public static void RecordVisit(EncounterStep step, RecordVisit command) =>
        step.Begin(OperationKind.RecordVisit, command, new Operation
        {
            Origin = command.Origin,
            Said = command.Origin.Visit is null && !step.Planned ? null : Visits.Said(command),
        });

    public static void Discharge(EncounterStep step, DischargePatient command)
    {
        if (step.Options.DischargeOrder == DischargeOrder.SettlementFirst && step.State.OpenedHere && LiveSettlement(step) is null)
        {
            step.Refuse(SettlementErrorCodes.NotSettled);
            return;
        }

        step.Begin(OperationKind.Discharge, command);
    }

    public static void Amend(EncounterStep step, AmendAdmission command)
    {
        var undoes = command.Step == AdmissionStep.CancelAdmission
            || (command.Step == AdmissionStep.CancelDischarge && step.Options.DischargeOrder == DischargeOrder.DischargeFirst);
        if (undoes && LiveSettlement(step) is { } live)
        {
            step.Refuse(SettlementErrorCodes.LiveSettlement, live);
            return;
        }

        step.Begin(OperationKind.AmendAdmission, command, new Operation
        {
            Origin = command.Origin,
            Step = command.Step,
            Said = command.Step != AdmissionStep.Change || (command.Origin.Visit is null && !step.Planned) ? null : Visits.Said(command.Diagnoses),
        });
    }

    public static void SubmitList(EncounterStep step, SubmitSettlementList command)
    {
        if (step.State.OpenedHere && !step.State.Attempts.Exists(a => a.Live && a.Booked!.SettlementId == command.SettlementId))
        {
            step.Refuse(SettlementErrorCodes.NoSuchSettlement, command.SettlementId);
            return;
        }

        step.Begin(OperationKind.SubmitList, command);
    }

    public static void Answered(EncounterStep step, CallOutcome outcome)
    {
        switch (outcome.Result)
        {
            case CallResult.Done:
                Learn(step, outcome);
                step.End(outcome.Reply ?? new Acknowledged());
                break;
            case CallResult.Refused:
                step.End(Outcomes.Refusal(outcome));
                break;
            case CallResult.NotSent:
                step.End(SettlementErrorCodes.CoreUnreachable.With());
                break;
            default:
                // Whether the lines are at the core is not known: from now on the core alone judges the total.
                if (step.Operation.Kind is OperationKind.AddLines or OperationKind.RemoveLines)
                {
                    step.State.KnowsLines = false;
                }

                step.End(SettlementErrorCodes.StepUnknown.With());
                break;
        }
    }

    /// <summary>setl_id of a settlement that is live, or null.</summary>
    public static string? LiveSettlement(EncounterStep step) => step.State.Attempts.Find(a => a.Live)?.Booked!.SettlementId;

    private static void Learn(EncounterStep step, CallOutcome outcome)
    {
        var (state, operation) = (step.State, step.Operation);
        if (operation.Kind == OperationKind.Register && outcome.Reply is EncounterOpened opened)
        {
            Openings.Opened(step, opened);
            return;
        }

        if (operation.Kind == OperationKind.Identify && outcome.Reply is PersonIdentified identified)
        {
            ClaimSteps.Identified(step, identified);
            return;
        }

        if (operation.Kind is OperationKind.Trial or OperationKind.Identify)
        {
            return;
        }

        // Only the core's yes makes an encounter known that the hub did not see being opened.
        state.Institution ??= operation.Origin.Institution;
        state.Said = operation.Said ?? state.Said;
        switch (operation.Kind)
        {
            case OperationKind.AddLines:
                FeeLines.Added(state, operation, outcome.Reply as FeeLinesPriced);
                break;
            case OperationKind.RemoveLines:
                FeeLines.Removed(state, operation);

                // A plan uploads every line anew after it has deleted all of them, so the hub knows them again.
                state.KnowsLines |= operation.Planned && state.OpenedHere;
                break;
            default:
                break;
        }

        state.Move(PhaseAfter(state.Phase, operation));
    }

    private static EncounterPhase PhaseAfter(EncounterPhase phase, Operation operation) => operation.Kind switch
    {
        OperationKind.CancelRegistration => EncounterPhase.Closed,
        OperationKind.Discharge => EncounterPhase.Discharged,
        OperationKind.AmendAdmission when operation.Step == AdmissionStep.CancelAdmission => EncounterPhase.Closed,
        OperationKind.AmendAdmission when operation.Step == AdmissionStep.CancelDischarge => EncounterPhase.Open,
        _ => phase == EncounterPhase.New ? EncounterPhase.Open : phase,
    };
}
