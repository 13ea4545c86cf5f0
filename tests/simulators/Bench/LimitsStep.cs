using Hub.Certs.Signatures;
using Hub.Simulators.Bench.Limits;

namespace Hub.Simulators.Bench;

/// <summary>The limits of this machine, measured before the load on the same disk and the same PostgreSQL.</summary>
/// <param name="Inserts">pgbench single-row inserts per second, 32 clients; null without pgbench.</param>
/// <param name="Syncs">fdatasync of 8 kB per second.</param>
/// <param name="Sm2Verifies">SM2 verifications per second on one core.</param>
/// <param name="EcdsaVerifies">ECDSA verifications per second on one core.</param>
internal sealed record LimitsStep(decimal? Inserts, decimal Syncs, decimal Sm2Verifies, decimal EcdsaVerifies)
{
    private const int InsertSeconds = 6;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    /// <summary>Measures them one after the other, with nothing else running.</summary>
    public static async Task<LimitsStep> MeasureAsync(Stage stage, BenchReport report, CancellationToken cancel)
    {
        BenchReport.Say("limits of this machine");
        decimal? inserts = await InsertLimit.MeasureAsync(stage.Town.DataFolder, stage.Workspace.At("insert.sql"), InsertSeconds, cancel);
        decimal syncs = SyncLimit.Measure(stage.Workspace.At("sync.probe"), Short, TimeProvider.System);
        (decimal sm2Signs, decimal sm2) = SignatureLimit.Measure(SignatureAlgorithm.Sm2Sm3, Short, TimeProvider.System);
        (decimal ecdsaSigns, decimal ecdsa) = SignatureLimit.Measure(SignatureAlgorithm.EcdsaP256Sha256, Short, TimeProvider.System);
        report.Add(new Figure("pgbench_inserts", "pgbench, single-row inserts, 32 clients", inserts, "/s"));
        report.Add(new Figure("fdatasync", "fdatasync of 8 kB, one writer", syncs, "/s"));
        report.Add(new Figure("sm2_verifies", "SM2 verifications, one core", sm2, "/s", Limit: $"signs {Figure.Number(sm2Signs)}/s"));
        report.Add(new Figure("ecdsa_verifies", "ECDSA verifications, one core", ecdsa, "/s", Limit: $"signs {Figure.Number(ecdsaSigns)}/s"));
        return new LimitsStep(inserts, syncs, sm2, ecdsa);
    }
}
