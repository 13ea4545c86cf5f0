using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>The steps of a plan, in the order of <see cref="ClaimStage"/>. A step that is not needed begins nothing.</summary>
internal static class ClaimSteps
{
    public static void Take(EncounterStep step, ClaimPlan plan)
    {
        if (plan.Stage == ClaimStage.Identify)
        {
            Identify(step, plan);
        }
        else if (plan.Stage == ClaimStage.Open && step.State.EncounterId is null)
        {
            Open(step, plan);
        }
        else if (plan.Claim is { } claim)
        {
            Take(step, plan, claim);
        }
    }

    private static void Take(EncounterStep step, ClaimPlan plan, SubmitClaim claim)
    {
        switch (plan.Stage)
        {
            case ClaimStage.TakeBackDischarge:
                TakeBackDischarge(step, plan, claim);
                break;
            case ClaimStage.Record:
                Record(step, plan, claim);
                break;
            case ClaimStage.Clear when ClaimLines.MustClear(step.State, claim):
                FeeLines.Remove(step, ClaimCommands.RemoveAll(step.State, plan, claim));
                break;
            case ClaimStage.Upload when ClaimLines.Missing(step.State, claim, step.Options.FeeLinesPerMessage) is { Count: > 0 } missing:
                FeeLines.Add(step, ClaimCommands.Upload(step.State, plan, claim, missing));
                break;
            case ClaimStage.Discharge when step.Options.DischargeOrder != DischargeOrder.SettlementFirst:
            case ClaimStage.DischargeSettled:
                Discharge(step, plan, claim);
                break;
            case ClaimStage.Settle:
                Settlements.Ask(step, ClaimCommands.Settle(step.State, plan, claim));
                break;
            default:
                break;
        }
    }

    /// <summary>The core has said who it is.</summary>
    public static void Identified(EncounterStep step, PersonIdentified reply)
    {
        var plan = step.State.Plan!;
        var coverage = reply.Coverages.FirstOrDefault(c => c.InsuranceType == plan.InsuranceType)
            ?? (plan.InsuranceType.Length > 0 ? null : reply.Coverages.FirstOrDefault(c => c.Status == "1"))
            ?? (reply.Coverages is [var first, ..] ? first : null);
        var said = plan.Person;
        plan.Person = said with
        {
            Number = reply.Person.Number,
            DocumentType = First(said.DocumentType, reply.Person.DocumentType),
            DocumentNumber = First(said.DocumentNumber, reply.Person.DocumentNumber),
            Name = First(said.Name, reply.Person.Name),
        };
        plan.InsuranceType = First(plan.InsuranceType, coverage?.InsuranceType) ?? "";
        plan.PersonCategory = coverage?.PersonCategory ?? "";
        plan.Origin = plan.Origin with { InsuredDivision = First(plan.Origin.InsuredDivision, coverage?.InsuredDivision) ?? "" };
    }

    private static void Identify(EncounterStep step, ClaimPlan plan)
    {
        // An open visit has said before who it is for and how she is insured.
        var state = step.State;
        plan.Person = plan.Person with { Number = First(plan.Person.Number, state.PersonNumber) };
        plan.InsuranceType = First(plan.InsuranceType, state.InsuranceType) ?? "";
        plan.Origin = plan.Origin with { InsuredDivision = First(plan.Origin.InsuredDivision, state.InsuredDivision) ?? "" };
        if (string.IsNullOrEmpty(plan.Person.Number))
        {
            step.Begin(OperationKind.Identify, ClaimCommands.Identify(plan));
        }
    }

    private static void Open(EncounterStep step, ClaimPlan plan)
    {
        switch (plan)
        {
            case { Person.Number: null or "" }:
                step.Refuse(SettlementErrorCodes.NotIdentified);
                break;
            case { Registration: { } registration }:
                Openings.Register(step, ClaimCommands.Complete(plan, registration));
                break;
            case { Admission: { } admission }:
                Openings.Admit(step, ClaimCommands.Complete(plan, admission));
                break;
            case { Claim: { Setting: CareSetting.Inpatient } claim }:
                Openings.Admit(step, ClaimCommands.Admit(plan, claim));
                break;
            default:
                Openings.Register(step, ClaimCommands.Register(plan, plan.Claim!));
                break;
        }
    }

    /// <summary>The core takes nothing for a stay that is over; without the time of discharge it could not be discharged again.</summary>
    private static void TakeBackDischarge(EncounterStep step, ClaimPlan plan, SubmitClaim claim)
    {
        var changes = ClaimLines.MustClear(step.State, claim) || ClaimLines.Missing(step.State, claim, 1).Count > 0;
        if (step.State.Phase == EncounterPhase.Discharged && changes && claim is { EndsAt: not null, Trial: false })
        {
            Steps.Amend(step, ClaimCommands.TakeBackDischarge(step.State, plan));
        }
    }

    private static void Record(EncounterStep step, ClaimPlan plan, SubmitClaim claim)
    {
        if (claim.Setting == CareSetting.Outpatient)
        {
            var visit = ClaimCommands.Visit(step.State, plan, claim);
            if (Visits.Said(visit) != step.State.Said)
            {
                Steps.RecordVisit(step, visit);
            }
        }
        else if (step.State.Phase == EncounterPhase.Open && Visits.Said(claim.Diagnoses) != step.State.Said)
        {
            Steps.Amend(step, ClaimCommands.Change(step.State, plan, claim));
        }
    }

    private static void Discharge(EncounterStep step, ClaimPlan plan, SubmitClaim claim)
    {
        var over = claim is { Setting: CareSetting.Inpatient, EndsAt: not null, Trial: false };
        if (over && step.State.Phase == EncounterPhase.Open)
        {
            Steps.Discharge(step, ClaimCommands.Discharge(step.State, plan, claim));
        }
    }

    private static string? First(string? ours, string? theirs) => string.IsNullOrEmpty(ours) ? theirs : ours;
}
