using Hub.Routes.Payment;
using Hub.Routes.Reconciliation;
using Hub.Routes.Settlement;

namespace Hub.Routes.Tests;

public sealed class When_diagrams_are_drawn
{
    public static TheoryData<string, string> Diagrams => new()
    {
        { "routes/Settlement/Settlement.mmd", EncounterTransitions.Diagram() },
        { "routes/Reversal/Reversal.mmd", EncounterTransitions.Diagram() },
        { "routes/Reconciliation/Reconciliation.mmd", CoreReconciliationTransitions.Diagram() },
        { "routes/Payment/Payment.mmd", PaymentFileTransitions.Diagram() },
    };

    /// <summary>Set HUB_DRAW=1 to write the files anew.</summary>
    [Theory]
    [MemberData(nameof(Diagrams))]
    public void Should_be_as_the_saga_moves(string path, string drawn)
    {
        var file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("HUB_DRAW") == "1")
        {
            File.WriteAllText(file, drawn);
        }

        Assert.Equal(drawn, File.ReadAllText(file));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Hub.sln not found.");
    }
}
