using System.Text;

namespace Hub.Simulators.Tests.Bank;

/// <summary>Checks the bank's control files with OpenSSL.</summary>
internal static class ControlFiles
{
    internal static async Task<bool> VerifyAsync(BankStage stage, string name)
    {
        string control = stage.Control(name);
        int line = control.IndexOf("signature=", StringComparison.Ordinal);
        await File.WriteAllBytesAsync(stage.At("signed"), Encoding.UTF8.GetBytes(control[..line]));
        await File.WriteAllBytesAsync(stage.At("signature"), Convert.FromBase64String(control[(line + "signature=".Length)..].TrimEnd('\n')));
        (int code, string output) = await Tool.RunAsync(
            "openssl", "", "dgst", "-sm3", "-sigopt", "distid:1234567812345678", "-verify", stage.Bank.PublicKeyFile, "-signature", stage.At("signature"), stage.At("signed"));
        Assert.True(code == 0 || output.Contains("Verification failure", StringComparison.OrdinalIgnoreCase), output);
        return code == 0;
    }
}
