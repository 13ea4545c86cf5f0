using Hub.Journal;

namespace Hub.Routes.Prescription;

/// <summary>
/// One circulated prescription over all pharmacies. Its number is the name of a case, and a case is one row of the database that one
/// node changes at a time under a fenced lease: of two sales that want it, whichever is handled first has it, whatever nodes they came to.
/// </summary>
public sealed class PrescriptionSaga : Saga<PrescriptionState>
{
    public PrescriptionSaga()
    {
        StartedBy<ReservePrescription>(Reserve);
        StartedBy<ReleasePrescription>(Release);
    }

    public override string Name => "prescription";

    /// <summary>Case name of a prescription. Numbers are compared without case and surrounding blanks.</summary>
    public static string CaseOf(string number) => "prescription:" + Canonical(number);

    /// <summary>The number as it is compared.</summary>
    public static string Canonical(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return number.Trim().ToUpperInvariant();
    }

    private static void Reserve(PrescriptionState state, ReservePrescription message, ISagaContext context)
    {
        if (state.Sale is not null && !Holds(state, message.Sale, message.Attempt))
        {
            context.SendLocal(message.Sale, new PrescriptionTaken(message.Number, message.Attempt));
            return;
        }

        if (state.Sale is null)
        {
            (state.Sale, state.Attempt, state.Since) = (message.Sale, message.Attempt, context.Now);
            state.Reserved++;
        }

        context.SendLocal(message.Sale, new PrescriptionReserved(message.Number, message.Attempt));
    }

    // Only the settlement that holds it frees it: a second release, or one that overtook a new holder, changes nothing.
    private static void Release(PrescriptionState state, ReleasePrescription message, ISagaContext context)
    {
        if (Holds(state, message.Sale, message.Attempt))
        {
            (state.Sale, state.Attempt) = (null, 0);
            state.Released++;
        }
    }

    private static bool Holds(PrescriptionState state, string sale, int attempt) => state.Sale == sale && state.Attempt == attempt;
}
