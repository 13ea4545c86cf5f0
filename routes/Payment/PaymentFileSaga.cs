using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Routes.Payment;

/// <summary>
/// Brings one released file into the bank's inbox, once. Not sent: tried again. Unknown: never tried again before the bank's inbox has
/// been looked at. What a person must see is a step Stopped and a difference.
/// </summary>
public sealed class PaymentFileSaga : Saga<PaymentDeliveryState>
{
    private const string Deliver = "deliver";
    private const string Inquire = "inquire";

    private readonly PaymentOptions options;

    public PaymentFileSaga(PaymentOptions options)
    {
        this.options = options;
        StartedBy<PaymentFileReleased>(Released);
        Handles<CallOutcome>(Answered);
        Handles<DeliveryDue>(Due);
        Handles<CutOffReached>(CutOff);
        Handles<ResumePaymentFile>(Resume);
    }

    public override string Name => "payment-file";

    private void Released(PaymentDeliveryState delivery, PaymentFileReleased file, ISagaContext context)
    {
        if (delivery.File is { } known)
        {
            if (known.Sha256 != file.Sha256 || known.Name != file.Name || known.Bank != file.Bank)
            {
                DeliveryDifferences.ReleasedOtherwise(delivery, file, context);
            }

            Tell(delivery, context);
            return;
        }

        delivery.File = file;
        delivery.Asker = context.Incoming;
        if (file.CutOff > context.Now)
        {
            context.RequestTimeout(file.CutOff - context.Now, new CutOffReached(file.File));
        }

        Send(delivery, DeliveryPhase.Delivering, context);
        Note(delivery, PaymentFileState.Delivering, "released; on its way to the bank", context);
    }

    private void Answered(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context)
    {
        // Anything but the one outcome we wait for is late or doubled: it is compared, never applied as new.
        if (outcome.RequestId != delivery.RequestId)
        {
            if (outcome.Tag == Deliver)
            {
                LateDelivery(delivery, outcome, context);
            }
            else
            {
                LateInquiry(delivery, outcome, context);
            }

            return;
        }

        delivery.RequestId = 0;
        if (outcome.Tag == Deliver)
        {
            DeliveryAnswered(delivery, outcome, context);
        }
        else
        {
            InquiryAnswered(delivery, outcome, context);
        }
    }

    private void DeliveryAnswered(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context)
    {
        switch (outcome.Result)
        {
            case CallResult.Done when IsDelivered(delivery, outcome):
                Delivered(delivery, "in the bank's inbox", context);
                break;
            case CallResult.Refused:
                DeliveryDifferences.Refused(delivery, outcome, context);
                Stop(delivery, DeliveryDifferences.Said(outcome), context);
                break;
            case CallResult.NotSent:
                Again(delivery, DeliveryPhase.Waiting, "not sent: " + outcome.Detail, context);
                break;
            default:
                Again(delivery, DeliveryPhase.Uncertain, "outcome unknown, the bank's inbox is looked at: " + outcome.Detail, context);
                break;
        }
    }

    private void InquiryAnswered(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context)
    {
        switch (outcome)
        {
            case { Result: CallResult.Done, Reply: PaymentFileInquired inquired } when inquired.File == delivery.File!.File:
                Found(delivery, inquired.Presence, outcome, context);
                break;
            case { Result: CallResult.Refused }:
                // The bank does not let us look: trying harder will not help, but nothing may be sent either.
                if (!delivery.Called)
                {
                    DeliveryDifferences.InboxNotShown(delivery, outcome, context);
                    CallPerson(delivery, "outcome unknown, and the bank does not show its inbox", context);
                }

                Again(delivery, DeliveryPhase.Uncertain, "the bank refuses to show its inbox", context);
                break;
            default:
                Again(delivery, DeliveryPhase.Uncertain, "outcome unknown, the bank's inbox cannot be looked at: " + outcome.Detail, context);
                break;
        }
    }

    private static void Found(PaymentDeliveryState delivery, PaymentFilePresence presence, CallOutcome outcome, ISagaContext context)
    {
        switch (presence)
        {
            case PaymentFilePresence.Same:
                Delivered(delivery, "found in the bank's inbox", context);
                break;
            case PaymentFilePresence.Taken:
                Delivered(delivery, "the bank has taken it from its inbox", context);
                break;
            case PaymentFilePresence.Other:
                DeliveryDifferences.OtherBytes(delivery, outcome, context);
                Stop(delivery, "other bytes stand under its name at the bank", context);
                break;
            default:
                // Absent or without its control file: the same name and the same bytes may go again.
                Send(delivery, DeliveryPhase.Delivering, context);
                break;
        }
    }

    private static void LateDelivery(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context)
    {
        switch (delivery.Phase)
        {
            case DeliveryPhase.Uncertain or DeliveryPhase.Inquiring or DeliveryPhase.Waiting when IsDelivered(delivery, outcome):
                delivery.RequestId = 0;
                Delivered(delivery, "in the bank's inbox; the answer came late", context);
                break;
            case DeliveryPhase.Stopped when IsDelivered(delivery, outcome):
                // It contradicts what stopped us: the bank's inbox decides.
                DeliveryDifferences.Contradicted(delivery, outcome, context);
                Send(delivery, DeliveryPhase.Inquiring, context);
                break;
            case DeliveryPhase.Delivered when outcome.Result == CallResult.Refused:
                DeliveryDifferences.Contradicted(delivery, outcome, context);
                break;
            default:
                break;
        }
    }

    private static void LateInquiry(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context)
    {
        if (delivery.Phase == DeliveryPhase.Delivered && outcome.Reply is PaymentFileInquired { Presence: PaymentFilePresence.Other })
        {
            DeliveryDifferences.Contradicted(delivery, outcome, context);
        }
    }

    private void Due(PaymentDeliveryState delivery, DeliveryDue due, ISagaContext context)
    {
        if (due.Number == delivery.Number)
        {
            Go(delivery, context);
        }
    }

    private void CutOff(PaymentDeliveryState delivery, CutOffReached reached, ISagaContext context)
    {
        if (delivery.File?.File == reached.File && delivery.Phase is not (DeliveryPhase.Delivered or DeliveryPhase.Stopped))
        {
            Call(delivery, "not delivered before the cut-off", context);
        }
    }

    private void Resume(PaymentDeliveryState delivery, ResumePaymentFile resume, ISagaContext context)
    {
        if (delivery.Phase is DeliveryPhase.Stopped or DeliveryPhase.Waiting or DeliveryPhase.Uncertain)
        {
            delivery.Run++;
            delivery.Tries = 0;
            delivery.Called = false;
            Note(delivery, PaymentFileState.Delivering, "resumed by a person", context);
            Go(delivery, context);
        }

        Tell(delivery, context);
    }

    // What was waited for: a delivery where the file is certainly not there, otherwise a look at the inbox.
    private static void Go(PaymentDeliveryState delivery, ISagaContext context)
    {
        switch (delivery.Phase)
        {
            case DeliveryPhase.Waiting:
                Send(delivery, DeliveryPhase.Delivering, context);
                break;
            case DeliveryPhase.Uncertain or DeliveryPhase.Stopped:
                Send(delivery, DeliveryPhase.Inquiring, context);
                break;
            default:
                break;
        }
    }

    private static void Send(PaymentDeliveryState delivery, DeliveryPhase phase, ISagaContext context)
    {
        delivery.Move(phase);
        delivery.Number++;
        delivery.RequestId = phase == DeliveryPhase.Delivering
            ? context.Send(Destinations.Bank, new DeliverPaymentFile(delivery.File!), Deliver)
            : context.Send(Destinations.Bank, new InquirePaymentFile(delivery.File!), Inquire);
    }

    private void Again(PaymentDeliveryState delivery, DeliveryPhase phase, string detail, ISagaContext context)
    {
        delivery.Tries++;
        if (delivery.Tries >= options.AttemptsMax)
        {
            DeliveryDifferences.GivenUp(delivery, context);
            Stop(delivery, "attempts used up: " + detail, context);
            return;
        }

        if (delivery.File!.CutOff <= context.Now)
        {
            Call(delivery, "not delivered before the cut-off; " + detail, context);
        }

        delivery.Move(phase);
        delivery.Number++;
        context.RequestTimeout(DelayOf(delivery, phase), new DeliveryDue(delivery.Number));
        if (!delivery.Called)
        {
            Note(delivery, PaymentFileState.Delivering, detail, context);
        }
    }

    private TimeSpan DelayOf(PaymentDeliveryState delivery, DeliveryPhase phase)
    {
        var delays = phase == DeliveryPhase.Waiting ? options.RetryDelays : options.InquiryDelays;
        var delay = delays[Math.Min(delivery.Tries, delays.Count) - 1];

        // A person has it in hand: no hurry any more.
        return delivery.Called && delay < options.SlowDelay ? options.SlowDelay : delay;
    }

    private static void Delivered(PaymentDeliveryState delivery, string detail, ISagaContext context)
    {
        delivery.Move(DeliveryPhase.Delivered);
        Note(delivery, PaymentFileState.Delivered, detail, context);
        if (delivery.Asker is { } asker)
        {
            context.Reply(asker, new PaymentFileStanding(delivery.File!.File, PaymentFileState.Delivered));
        }

        delivery.Asker = null;
    }

    // A person is called once per run; the delivery goes on.
    private static void Call(PaymentDeliveryState delivery, string detail, ISagaContext context)
    {
        if (!delivery.Called)
        {
            DeliveryDifferences.NotDelivered(delivery, detail, context);
            CallPerson(delivery, detail, context);
        }
    }

    private static void CallPerson(PaymentDeliveryState delivery, string detail, ISagaContext context)
    {
        delivery.Called = true;
        Note(delivery, PaymentFileState.Stopped, detail + "; the hub goes on trying slowly", context);
    }

    private static void Stop(PaymentDeliveryState delivery, string detail, ISagaContext context)
    {
        delivery.Move(DeliveryPhase.Stopped);
        delivery.Called = true;
        Note(delivery, PaymentFileState.Stopped, detail, context);
    }

    private static void Tell(PaymentDeliveryState delivery, ISagaContext context)
    {
        if (context.Incoming is not null)
        {
            context.Reply(new PaymentFileStanding(delivery.File!.File, delivery.Noted!.State));
        }
    }

    private static bool IsDelivered(PaymentDeliveryState delivery, CallOutcome outcome) =>
        outcome is { Result: CallResult.Done, Reply: PaymentFileDelivered delivered } && delivered.File == delivery.File!.File;

    private static void Note(PaymentDeliveryState delivery, PaymentFileState state, string detail, ISagaContext context)
    {
        const int DetailMax = 300;
        var step = new PaymentFileStep(delivery.File!.File, state, detail.Length > DetailMax ? detail[..DetailMax] : detail);
        if (step != delivery.Noted)
        {
            delivery.Noted = step;
            context.Note(step);
        }
    }
}
