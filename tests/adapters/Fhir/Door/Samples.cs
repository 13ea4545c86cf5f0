using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Fhir.Tests.Door;

/// <summary>The guide's examples, as they are published.</summary>
internal static class Samples
{
    public static string Folder { get; } = Find();

    public static string Claim => Read("claim-outpatient.json");

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static Adjudicated Settled { get; } = new()
    {
        Adjudication = new Adjudication
        {
            SettlementId = "S1", EncounterId = "M1", PersonNumber = "P1", Total = new Money(1250), PooledFund = new Money(700), SeriousIllness = new Money(50),
            FundTotal = new Money(750), PersonTotal = new Money(500), PersonalAccount = new Money(300), Cash = new Money(200),
        },
    };

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "docs", "fhir", "examples");
    }
}
