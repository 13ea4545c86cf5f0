using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Reversal;

namespace Hub.Routes.Settlement;

/// <summary>
/// Executes a plan: one step at the core at a time, each by the operation that an institution's own message would be, so that
/// settling, finding out and undoing exist once. Every step is decided anew from the state, so a later claim of the visit goes
/// on where an earlier one ended.
/// </summary>
internal static class ClaimPlans
{
    /// <summary>A whole claim.</summary>
    public static void Claim(EncounterStep step, SubmitClaim command)
    {
        if (ClaimRules.Refusal(step, command) is { } refusal)
        {
            step.Context.Reply(refusal);
            return;
        }

        step.State.ClaimKind = command.Origin.Kind;
        Begin(step, new ClaimPlan
        {
            ReplyTo = step.Context.Incoming!,
            Origin = command.Origin with { Visit = command.VisitNumber },
            Person = command.Person,
            Credential = command.Credential,
            InsuranceType = command.InsuranceType,
            Claim = command,
        });
    }

    /// <summary>True when the person has to be identified before the visit is opened: the core registers nobody without psn_no.</summary>
    public static bool MustIdentify(EncounterStep step, Origin origin, Canonical.Person person) =>
        !step.Planned && origin.Visit is not null && string.IsNullOrEmpty(person.Number);

    public static void Open(EncounterStep step, RegisterEncounter command) => Begin(step, new ClaimPlan
    {
        ReplyTo = step.Context.Incoming!,
        Origin = command.Origin,
        Person = command.Person,
        Credential = command.Credential,
        InsuranceType = command.InsuranceType,
        Registration = command,
    });

    public static void Open(EncounterStep step, AdmitPatient command) => Begin(step, new ClaimPlan
    {
        ReplyTo = step.Context.Incoming!,
        Origin = command.Origin,
        Person = command.Person,
        Credential = command.Credential,
        InsuranceType = command.InsuranceType,
        Admission = command,
    });

    /// <summary>A step of the plan has ended with this answer, or was refused before it was sent.</summary>
    public static void Ended(EncounterStep step, Operation? operation, object reply)
    {
        var plan = step.State.Plan!;
        if (reply is Adjudicated adjudicated)
        {
            plan.Adjudicated = adjudicated;
        }

        if (reply is Refused refused && !MayGoOn(step, operation, refused))
        {
            // Money is booked: the caller gets the adjudication whatever became of the discharge after it.
            Finish(step, plan.Adjudicated is { } settled ? ClaimCommands.Undischarged(settled, refused) : refused);
        }
        else if (operation?.Joined is { Count: > 0 } || reply is EncounterOpened && plan.Claim is null)
        {
            // Reversals that joined the settlement begin as soon as it is booked; nothing of the plan comes between.
            Finish(step, reply);
        }
        else if (plan.Joined is { Count: > 0 })
        {
            Finish(step, SettlementErrorCodes.ClaimStopped.With());
        }
        else
        {
            plan.Stage = plan.Stage == ClaimStage.Upload ? plan.Stage : plan.Stage + 1;
            GoOn(step);
        }
    }

    private static void Begin(EncounterStep step, ClaimPlan plan)
    {
        step.State.Plan = plan;
        GoOn(step);
    }

    private static void GoOn(EncounterStep step)
    {
        var plan = step.State.Plan!;
        var planned = step with { Planned = true };
        for (; plan.Stage < ClaimStage.Done; plan.Stage++)
        {
            ClaimSteps.Take(planned, plan);
            if (step.State.Operation is not null || step.State.Plan is null)
            {
                return;
            }
        }

        Finish(step, plan.Adjudicated ?? (object)new Acknowledged());
    }

    /// <summary>
    /// Lines of an upload without an answer may never have arrived; a core that then refuses to delete them holds none. What it
    /// holds it will say at the upload.
    /// </summary>
    private static bool MayGoOn(EncounterStep step, Operation? operation, Refused refused) =>
        operation?.Kind == OperationKind.RemoveLines && !step.State.KnowsLines
        && refused.Code != SettlementErrorCodes.CoreUnreachable.Code && refused.Code != SettlementErrorCodes.StepUnknown.Code;

    private static void Finish(EncounterStep step, object reply)
    {
        var plan = step.State.Plan!;
        step.State.Plan = null;
        step.Context.Reply(plan.ReplyTo, reply);
        step.Context.ReleaseDeferred();
        MessageReversal.AnswerAll(step, plan.Joined, new Acknowledged());
    }
}
