using System.ComponentModel;
using System.Diagnostics;

namespace Hub.Simulators.Tests.Bank;

/// <summary>Runs a program that is not ours and tells what it said.</summary>
internal static class Tool
{
    internal static async Task<(int Code, string Output)> RunAsync(string program, string input, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Start(info);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{info.FileName} is not installed");
            throw;
        }
    }
}
