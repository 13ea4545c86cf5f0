using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Prescription;

namespace Hub.Routes.Settlement;

/// <summary>Circulated prescriptions of a sale: got before the core is asked, given back when the sale is off (routes/Prescription).</summary>
internal static class Prescriptions
{
    /// <summary>Canonical numbers of the sale's circulated prescriptions, each once, in order, so that two sales ask in the same order.</summary>
    public static List<string> Of(Settle sale) =>
    [
        .. sale.Lines.Where(line => line.IsCirculated && !string.IsNullOrWhiteSpace(line.PrescriptionNumber))
            .Select(line => PrescriptionSaga.Canonical(line.PrescriptionNumber!)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Asks for the first of them; the others follow as the answers come.</summary>
    public static void Ask(EncounterStep step)
    {
        var operation = step.Operation;
        var attempt = step.Attempt(operation.Attempt);
        var number = attempt.Prescriptions![operation.Reserved];
        step.Context.SendLocal(PrescriptionSaga.CaseOf(number), new ReservePrescription(number, step.Context.Case, attempt.Number));
    }

    public static void Reserved(EncounterStep step, PrescriptionReserved message)
    {
        if (!IsAwaited(step, message.Number, message.Attempt))
        {
            return;
        }

        var operation = step.Operation;
        operation.Reserved++;
        if (operation.Reserved < step.Attempt(operation.Attempt).Prescriptions!.Count)
        {
            Ask(step);
            return;
        }

        var sale = operation.Sale!;
        operation.Sale = null;
        operation.Stage = OperationStage.Calling;
        operation.RequestId = step.Context.Send(Destinations.Core, sale, Tags.Call);
        step.Attempt(operation.Attempt).RequestId = operation.RequestId;
    }

    public static void Taken(EncounterStep step, PrescriptionTaken message)
    {
        if (!IsAwaited(step, message.Number, message.Attempt))
        {
            return;
        }

        // What was not got is not given back: the list shrinks to what this sale holds.
        var attempt = step.Attempt(message.Attempt);
        attempt.Prescriptions = attempt.Prescriptions![..step.Operation.Reserved];
        attempt.Move(AttemptState.Refused);
        Settlements.EndUnbooked(step, SettlementErrorCodes.PrescriptionDispensed.With());
    }

    /// <summary>Gives back, once, what settlements hold that are off for good. Runs after every step.</summary>
    public static void Release(EncounterState state, ISagaContext context)
    {
        foreach (var attempt in state.Attempts)
        {
            if (attempt.Prescriptions is not { } numbers || !IsOff(attempt.State))
            {
                continue;
            }

            foreach (var number in numbers)
            {
                context.SendLocal(PrescriptionSaga.CaseOf(number), new ReleasePrescription(number, context.Case, attempt.Number));
            }

            attempt.Prescriptions = null;
        }
    }

    private static bool IsOff(AttemptState state) =>
        state is AttemptState.Refused or AttemptState.Reversed or AttemptState.Cancelled or AttemptState.CancelledByCore;

    private static bool IsAwaited(EncounterStep step, string number, int attempt) =>
        step.State.Operation is { Stage: OperationStage.Reserving } operation && operation.Attempt == attempt
        && step.Attempt(attempt).Prescriptions is { } numbers && numbers[operation.Reserved] == number;
}
