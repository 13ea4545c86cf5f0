using System.Security.Cryptography;
using Hub.Certs.Signatures;
using Hub.Simulators.Processes;
using Npgsql;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>What this machine gives at most, measured in the same run.</summary>
/// <param name="CopyRows">Rows of 100 bytes that COPY brings into PostgreSQL per second.</param>
/// <param name="Sha256">MB/s, one core.</param>
/// <param name="Sm3">MB/s, one core.</param>
/// <param name="Disk">MB/s written and synchronised.</param>
internal sealed record BankFileLimits(decimal CopyRows, decimal Sha256, decimal Sm3, decimal Disk)
{
    private const string Database = "bench";
    private const int RowCharacters = 100;
    private const int BlockBytes = 1 << 20;
    private const int HashBlocks = 100;
    private const int DiskBlocks = 200;

    /// <summary>Measures them one after the other, with nothing else running.</summary>
    public static async Task<BankFileLimits> MeasureAsync(BankFileStage stage, int rows, BenchReport report, CancellationToken cancel)
    {
        BenchReport.Say("limits of this machine");
        byte[] block = new byte[BlockBytes];
        Random.Shared.NextBytes(block);
        decimal copy = await CopyAsync(stage.Town.DataFolder, rows, cancel);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sm3 = new IncrementalSm3();
        decimal sha256Rate = PerSecond(HashBlocks, () => sha256.AppendData(block));
        decimal sm3Rate = PerSecond(HashBlocks, () => sm3.AppendData(block));
        decimal disk = Written(stage.Workspace.At("disk.probe"), block);
        report.Add(new Figure("copy_rows", $"COPY of {Figure.Number(rows)} rows of {RowCharacters} bytes into PostgreSQL", copy, "rows/s"));
        report.Add(new Figure("sha256", "SHA-256, one core", sha256Rate, "MB/s"));
        report.Add(new Figure("sm3", "SM3, one core", sm3Rate, "MB/s"));
        report.Add(new Figure("disk", $"written to the disk and synchronised, {DiskBlocks} MiB", disk, "MB/s"));
        return new BankFileLimits(copy, sha256Rate, sm3Rate, disk);
    }

    private static async Task<decimal> CopyAsync(string dataFolder, int rows, CancellationToken cancel)
    {
        await using NpgsqlConnection postgres = await HubDatabase.OpenAsync(dataFolder, "postgres", cancel);
        await HubDatabase.ExecuteAsync(postgres, $"drop database if exists {Database}", cancel);
        await HubDatabase.ExecuteAsync(postgres, $"create database {Database}", cancel);
        decimal rate;
        await using (NpgsqlConnection bench = await HubDatabase.OpenAsync(dataFolder, Database, cancel))
        {
            await HubDatabase.ExecuteAsync(bench, "create table probe (body text not null)", cancel);
            string line = new string('x', RowCharacters) + "\n";
            long started = TimeProvider.System.GetTimestamp();
            await using (TextWriter writer = await bench.BeginTextImportAsync("copy probe from stdin", cancel))
            {
                for (int i = 0; i < rows; i++)
                {
                    await writer.WriteAsync(line);
                }
            }
            rate = decimal.Round(rows / Seconds(started));
        }
        await HubDatabase.ExecuteAsync(postgres, $"drop database {Database}", cancel);
        return rate;
    }

    private static decimal Written(string path, byte[] block)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            long started = TimeProvider.System.GetTimestamp();
            for (int i = 0; i < DiskBlocks; i++)
            {
                file.Write(block);
            }
            file.Flush(flushToDisk: true);
            return decimal.Round(DiskBlocks * BlockBytes / 1_000_000m / Seconds(started));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>MB/s of blocks; the first pass warms the code up.</summary>
    private static decimal PerSecond(int blocks, Action once)
    {
        long started = 0;
        for (int i = -blocks / 10; i < blocks; i++)
        {
            if (i == 0)
            {
                started = TimeProvider.System.GetTimestamp();
            }
            once();
        }
        return decimal.Round(blocks * BlockBytes / 1_000_000m / Seconds(started));
    }

    private static decimal Seconds(long started) => TimeProvider.System.GetElapsedTime(started).Ticks / (decimal)TimeSpan.TicksPerSecond;
}
