using System.Text.Json;

namespace Hub.Canonical.Tests.Codes;

public sealed class When_an_adapter_keeps_tables_of_its_own
{
    [Fact]
    public async Task Should_say_the_same_as_the_model()
    {
        var path = Repository.PathOf("adapters/Infno/Wire/Tables/dictionaries.json");
        if (!File.Exists(path))
        {
            Assert.Skip("The infno adapter has no tables in this tree.");
        }

        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        foreach (var table in document.RootElement.EnumerateObject().Where(t => t.Name != "yes_no"))
        {
            Assert.All(table.Value.EnumerateObject(), code => Assert.Equal(code.Value.GetString(), NhsaCodes.DisplayOf(table.Name, code.Name)));
        }
    }
}
