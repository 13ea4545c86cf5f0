namespace Hub.Simulators.Tests.Bank;

/// <summary>Validity by a tool that is not ours.</summary>
internal static class Xsd
{
    internal static async Task AssertValidAsync(byte[] xml, string schema)
    {
        string path = SharedFiles.Data("iso20022/xsd/" + schema);
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, xml);
            (int code, string output) = await Tool.RunAsync("xmllint", "", "--noout", "--nonet", "--schema", path, file);
            Assert.True(code == 0, output);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
