using Hub.Canonical;

namespace Hub.Routes.Settlement;

/// <summary>
/// Postings of a settlement: funds and personal accounts owe the institution (payable); patient and institution bear the
/// rest of its charges. The credits are made from the debits, so every transaction sums to zero.
/// </summary>
internal static class LedgerEntries
{
    /// <summary>The transaction, or null when there is no amount to post. A cancellation negates every posting.</summary>
    public static LedgerTransaction? Of(string key, DateOnly day, string institution, BookedAmounts booked, bool negate)
    {
        var postings = new List<Posting>();
        var sign = negate ? -1 : 1;
        void Add(string account, long fen)
        {
            if (fen != 0)
            {
                postings.Add(new Posting(account, new Money(checked(sign * fen))));
            }
        }

        long insured = 0;
        for (var i = 0; i < booked.FundTypes.Count; i++)
        {
            Add(LedgerAccounts.Fund(booked.FundTypes[i], booked.Agency), booked.FundFens[i]);
            insured = checked(insured + booked.FundFens[i]);
        }

        Add(LedgerAccounts.PersonalAccounts(booked.Agency), booked.AccountFen);
        Add(LedgerAccounts.InstitutionPayable(institution), checked(-(insured + booked.AccountFen)));
        Add(LedgerAccounts.PatientCash(institution), booked.CashFen);
        Add(LedgerAccounts.HospitalShare(institution), booked.HospitalFen);
        Add(LedgerAccounts.InstitutionCharges(institution), checked(-(booked.CashFen + booked.HospitalFen)));
        return postings.Count == 0 ? null : new LedgerTransaction { Key = key, Day = day, Postings = postings };
    }
}
