using System.Diagnostics;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Tests;

public class When_tables_are_generated
{
    [Fact]
    public void Should_equal_the_checked_in_files()
    {
        var reference = SharedFiles.Require("reference/nhsa.md");
        var tables = Path.Combine(SharedFiles.Repository, "adapters/Infno/Wire/Tables");
        var folder = Directory.CreateTempSubdirectory("infno-tables");
        try
        {
            var start = new ProcessStartInfo("python3", [Path.Combine(tables, "generate.py"), reference, folder.FullName]);
            using var process = Process.Start(start);
            Assert.SkipWhen(process is null, "python3 is not installed.");
            process!.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            foreach (var name in new[] { "tables.json", "dictionaries.json" })
            {
                Assert.Equal(File.ReadAllText(Path.Combine(tables, name)), File.ReadAllText(Path.Combine(folder.FullName, name)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("2207", "data", "medfee_sumamt", FieldType.Number, 16, 2, true)]
    [InlineData("2204", "feedetail", "pric", FieldType.Number, 16, 6, true)]
    [InlineData("2204", "feedetail", "feedetl_sn", FieldType.Text, 30, 0, true)]
    [InlineData("2401", "diseinfo", "diag_time", FieldType.DateTime, 19, 0, true)]
    [InlineData("3201", "data", "stmt_begndate", FieldType.Date, 10, 0, true)]
    public void Should_hold_the_printed_input_field(string infno, string node, string field, FieldType type, int length, int scale, bool required)
    {
        var table = FieldTables.Default.Transactions[infno].Input.Find(node)!;
        var rule = table.Fields[table.IndexOf(field)];
        Assert.Equal((type, length, scale, required), (rule.Type, rule.Length, rule.Scale, rule.Required));
    }

    [Fact]
    public void Should_offer_all_transactions_of_the_contract()
    {
        string[] expected =
        [
            "9001", "9002", "1101", "2001", "2101", "2102", "2103", "2201", "2202", "2203", "2204", "2205", "2206", "2207", "2208",
            "2301", "2302", "2303", "2304", "2305", "2401", "2402", "2403", "2404", "2405", "2601", "3201", "3202", "4101",
            "5201", "5203", "5204", "5206", "5301", "5303", "9101", "9102",
        ];
        Assert.Equal(expected.Order(), FieldTables.Default.Transactions.Keys.Order());
    }
}
