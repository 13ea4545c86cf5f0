namespace Hub.EndToEnd.Tests.Stage;

/// <summary>Hospital = hub = core: the same settlements, to the fen, each once.</summary>
internal static class Comparison
{
    /// <summary>Asserts it over all clerks of the stage. Returns how many settlements stand.</summary>
    internal static async Task<int> BooksAgreeAsync(HubStage stage)
    {
        var hospital = stage.Clerks
            .SelectMany(clerk => clerk.Journal.Live().Select(s => new Standing(s.SetlId, clerk.Options.Code, s.TotalFen, s.FundFen, s.AccountFen, s.CashFen)))
            .OrderBy(s => s.SettlementId, StringComparer.Ordinal).ToList();
        var core = stage.Core.Read(books => books.Settlements.Where(s => !s.Reversed)
            .Select(s => new Standing(s.SetlId, s.Institution, s.Amounts.TotalFen, s.Amounts.FundFen, s.Amounts.AccountFen, s.Amounts.CashFen))
            .OrderBy(s => s.SettlementId, StringComparer.Ordinal).ToList());
        var hub = (await stage.Books.StandingAsync()).OrderBy(s => s.SettlementId, StringComparer.Ordinal).ToList();
        Assert.Equal(hospital, core);
        Assert.Equal(hospital, hub);
        Assert.All(stage.Clerks, clerk => Assert.Empty(clerk.Journal.Contradictions()));
        await LedgerAgreesAsync(stage, hospital);
        return hospital.Count;
    }

    private static async Task LedgerAgreesAsync(HubStage stage, List<Standing> standing)
    {
        var expected = standing.GroupBy(s => s.Institution, StringComparer.Ordinal)
            .Select(g => new LedgerSide(g.Key, g.Sum(s => s.Fund + s.Account), g.Sum(s => s.Cash)))
            .Where(s => s is not { Payable: 0, PatientCash: 0 })
            .OrderBy(s => s.Institution, StringComparer.Ordinal);
        var ledger = (await stage.Books.LedgerAsync()).Where(s => s is not { Payable: 0, PatientCash: 0 })
            .OrderBy(s => s.Institution, StringComparer.Ordinal);
        Assert.Equal(expected, ledger);
        Assert.Equal(0, await stage.Books.CountAsync("select coalesce(sum(fen), 0)::bigint from posting"));
        foreach (var settlement in standing)
        {
            Assert.Equal(["settle:" + settlement.SettlementId], await stage.Books.LedgerKeysAsync(settlement.SettlementId));
        }
    }
}
