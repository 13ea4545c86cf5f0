using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Inquiry;

/// <summary>Questions that change nothing (1101, 2001, 5201, 5203 …): relayed to the core, answered with its answer.</summary>
public sealed class InquirySaga : Saga<InquiryState>
{
    public InquirySaga()
    {
        StartedBy<IdentifyPerson>(Ask);
        StartedBy<Inquire>(Ask);
        Handles<CallOutcome>(Answered);
    }

    public override string Name => "inquiry";

    private static void Ask(InquiryState state, ICommand question, ISagaContext context)
    {
        state.ReplyTo = context.Incoming;
        state.RequestId = context.Send(Destinations.Core, question, "inquiry");
    }

    private static void Answered(InquiryState state, CallOutcome outcome, ISagaContext context)
    {
        // A late or second answer finds nobody waiting.
        if (state.ReplyTo is not { } to || outcome.RequestId != state.RequestId)
        {
            return;
        }

        state.ReplyTo = null;
        context.Reply(to, outcome switch
        {
            { Result: CallResult.Done, Reply: { } answer } => answer,
            { Result: CallResult.Refused } => outcome.Reply as Refused ?? InquiryErrorCodes.Refused.With(),
            _ => InquiryErrorCodes.Unreachable.With(),
        });
    }
}
