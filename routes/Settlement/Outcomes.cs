using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Reversal;

namespace Hub.Routes.Settlement;

/// <summary>Where the outcome of a call to the core goes.</summary>
internal static class Outcomes
{
    public static void Handle(EncounterStep step, CallOutcome outcome)
    {
        if (outcome.Tag == Tags.FollowUp)
        {
            FollowUps.Answered(step, outcome);
            return;
        }

        // Anything but the one answer we wait for is late, doubled or stray: it is compared, never applied as new.
        if (step.State.Operation is not { } operation || operation.RequestId != outcome.RequestId)
        {
            LateAnswers.Compare(step, outcome);
            return;
        }

        switch (operation.Stage)
        {
            case OperationStage.Calling when operation.Kind is OperationKind.Settle or OperationKind.Admit:
                Settlements.Answered(step, outcome);
                break;
            case OperationStage.Calling when operation.Kind is OperationKind.CancelSettlement:
                Cancellation.Answered(step, outcome);
                break;
            case OperationStage.Calling:
                Steps.Answered(step, outcome);
                break;
            case OperationStage.Inquiring:
                Resolution.InquiryAnswered(step, outcome);
                break;
            default:
                Resolution.ReversalAnswered(step, outcome);
                break;
        }
    }

    /// <summary>The core's refusal as the caller gets it.</summary>
    public static Refused Refusal(CallOutcome outcome) => outcome.Reply as Refused ?? SettlementErrorCodes.CoreRefused.With();
}
