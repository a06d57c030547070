// The element for a <script> in a hospital's page; the app is where the script is from.
import { define } from './element.js';

define(document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '');
